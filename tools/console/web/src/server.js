// SPDX-License-Identifier: Apache-2.0
// The state that the server pushes, and the requests to it.
import { signal } from '@preact/signals'

/** The newest value of each topic; undefined until it has come. */
export const topics = {
  server: signal(),
  doctor: signal(),
  directory: signal(),
  trend: signal(),
  rooms: signal(),
  calls: signal(),
  owners: signal(),
  problems: signal({}),
}

/** Why there is no connection to the console's server; null while there is one. */
export const offline = signal('Connecting…')

const RETRY_MS = 2000
const token = takeToken()

/** Takes the token out of the address, so that it is in no screenshot or bookmark; this tab keeps it. */
function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token')
  if (given) {
    sessionStorage.setItem('token', given)
    history.replaceState(null, '', '#/')
  }
  return sessionStorage.getItem('token')
}

function ask(path, options = {}) {
  const headers = { ...options.headers }
  if (token) headers.Authorization = 'Bearer ' + token
  return fetch(path, { ...options, headers, cache: 'no-store' })
}

async function problemOf(answer) {
  const body = await answer.json().catch(() => ({}))
  const problem = new Error(body.problem ?? 'The console answered with ' + answer.status + '.')
  problem.kind = body.kind
  return problem
}

/** Reads one thing: its value, or an error with the sentence to show. */
export async function read(path, parameters) {
  const answer = await ask(path + '?' + new URLSearchParams(parameters))
  if (!answer.ok) throw await problemOf(answer)
  return answer.json()
}

/** Does something; the sentence that says what was done. */
export async function act(path, action) {
  const answer = await ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(action),
  })
  if (!answer.ok) throw await problemOf(answer)
  return (await answer.json()).done
}

/** Follows the state for as long as the page is open. EventSource can't send the token in a header, so the stream is read here. */
export async function follow() {
  for (;;) {
    try {
      const answer = await ask('/api/state')
      if (!answer.ok) throw await problemOf(answer)
      offline.value = null
      await readEvents(answer.body)
      offline.value = 'The console has ended. Start it again with janus console.'
    } catch (failure) {
      offline.value =
        failure instanceof TypeError
          ? 'The console does not answer: it has ended. Start it again with janus console, and open the new address.'
          : failure.message
    }
    await new Promise((resume) => setTimeout(resume, RETRY_MS))
  }
}

async function readEvents(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    text += value
    const blocks = text.split('\n\n')
    text = blocks.pop()
    for (const block of blocks) take(block)
  }
}

function take(block) {
  const found = /^event: (\w+)\ndata: (.*)$/.exec(block)
  if (found && topics[found[1]]) topics[found[1]].value = JSON.parse(found[2])
}
