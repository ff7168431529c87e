// SPDX-License-Identifier: Apache-2.0

/** Seconds for people: 42s, 3m10s, 5h2m. */
export function seconds(value) {
  if (value === undefined) return ''
  if (value < 60) return value + 's'
  if (value < 3600) return Math.floor(value / 60) + 'm' + (value % 60) + 's'
  return Math.floor(value / 3600) + 'h' + Math.floor((value % 3600) / 60) + 'm'
}

export function time(iso) {
  return iso ? new Date(iso).toLocaleTimeString() : ''
}

export function kilobits(bits) {
  return Math.round(bits / 1000)
}

export function yesNo(value) {
  return value === undefined ? '' : value ? 'yes' : 'no'
}
