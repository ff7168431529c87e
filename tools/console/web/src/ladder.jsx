// SPDX-License-Identifier: Apache-2.0
import { useSignal } from '@preact/signals'

/** Where the lanes are, in the units of the drawing. */
const X = { peer: 20, janus: 90, owner: 160 }
const WIDTH = 180
const HEIGHT = 30
const HEAD = 6

/** What went between peer, Janus and owner, one row each; a click shows the whole message. */
export function Ladder({ entries }) {
  return (
    <>
      <div class="ladder head" aria-hidden="true">
        <span class="ms">ms</span>
        <span class="lanes"><span>Peer</span><span>Janus</span><span>Owner</span></span>
      </div>
      <ol class="ladder" aria-label="Time line">
        {entries.map((entry, i) => <Row key={entry.at + i} entry={entry} />)}
      </ol>
    </>
  )
}

function Row({ entry }) {
  const open = useSignal(false)
  return (
    <li>
      <button class={'kind-' + entry.kind} aria-expanded={open.value} onClick={() => (open.value = !open.value)}>
        <span class="ms">{(entry.after * 1000).toFixed(0)}</span>
        <Lanes from={entry.from} to={entry.to} />
        <span class="text">{entry.text}</span>
      </button>
      {open.value && <pre>{entry.detail}</pre>}
    </li>
  )
}

/** The three lanes with an arrow between two of them, or a dot on one. */
function Lanes({ from, to }) {
  const y = HEIGHT / 2
  const direction = X[to] > X[from] ? 1 : -1
  return (
    <svg class="lanes" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={from === to ? 'at ' + from : from + ' to ' + to}>
      {Object.values(X).map((x) => <line key={x} class="lane" x1={x} x2={x} y1="0" y2={HEIGHT} />)}
      {from === to ? (
        <circle class="arrow" cx={X[from]} cy={y} r="4" />
      ) : (
        <>
          <line class="arrow" x1={X[from]} x2={X[to]} y1={y} y2={y} />
          <path class="arrow" d={`M${X[to]} ${y} l${-direction * HEAD} ${-HEAD / 1.5} v${HEAD * 1.33} z`} />
        </>
      )}
    </svg>
  )
}
