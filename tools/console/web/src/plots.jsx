// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

const HEIGHT = 160
const LEAST_SECONDS = 60
const COLORS = ['#0a7', '#27c', '#c60', '#a3c', '#888', '#c33']

/** What is drawn of a handle: a title, and the lines of one medium by their names. */
export const MEDIA = [
  ['kbit/s', { in: (sample) => sample.bits_in / 1000, out: (sample) => sample.bits_out / 1000 }],
  ['Packets lost', { here: (sample) => sample.lost, there: (sample) => sample.lost_by_remote }],
  ['Round-trip time, ms', { '': (sample) => sample.rtt_millis }],
]

/** What is drawn of a server. */
export const TREND = [
  ['Sessions and handles', { sessions: (sample) => sample.sessions, handles: (sample) => sample.handles }],
  ['Mean time to an answer, ms', { answer: (sample) => sample.millis ?? null }],
]

/**
 * Numbers over time.
 *
 * @param what MEDIA or TREND
 * @param none what to say while there are none
 */
export function Plots({ what, samples, none }) {
  if (!samples.length) return <p class="none">{none}</p>
  return <div class="plots">{what.map(([title, lines]) => <Plot key={title} title={title} lines={lines} samples={samples} />)}</div>
}

function Plot({ title, lines, samples }) {
  const place = useRef()
  const plot = useRef()
  const { names, data } = series(lines, samples)
  const shape = names.join()
  useEffect(() => {
    plot.current = new uPlot(
      {
        title,
        width: place.current.clientWidth,
        height: HEIGHT,
        axes: ['', ''].map(() => ({ stroke: 'currentColor' })),
        series: [{}, ...names.map((label, i) => ({ label, stroke: COLORS[i % COLORS.length] }))],
      },
      data,
      place.current,
    )
    const resized = new ResizeObserver(() => plot.current.setSize({ width: place.current.clientWidth, height: HEIGHT }))
    resized.observe(place.current)
    return () => {
      resized.disconnect()
      plot.current.destroy()
    }
  }, [shape])
  useEffect(() => plot.current.setData(data), [samples])
  return <div ref={place} role="img" aria-label={title + ' over time'} />
}

/** One line for each medium and each name; media are sampled at different moments of the same second. */
function series(lines, samples) {
  const rows = new Map()
  const names = new Set()
  for (const sample of samples) {
    const second = Math.round(Date.parse(sample.at) / 1000)
    const row = rows.get(second) ?? rows.set(second, {}).get(second)
    for (const [name, value] of Object.entries(lines)) {
      const label = ((sample.media ?? '') + ' ' + name).trim()
      names.add(label)
      row[label] = value(sample)
    }
  }
  const seconds = [...rows.keys()].sort((a, b) => a - b)
  // The axis of one moment alone would reach over years.
  if (seconds.length === 1) seconds.unshift(seconds[0] - LEAST_SECONDS)
  const labels = [...names]
  return { names: labels, data: [seconds, ...labels.map((label) => seconds.map((second) => rows.get(second)?.[label] ?? null))] }
}
