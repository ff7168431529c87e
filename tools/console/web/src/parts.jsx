// SPDX-License-Identifier: Apache-2.0
// What several views are made of.
import { signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { act, read, topics } from './server.js'

/** A word about a state: good, bad, doubtful or plain. */
export function Badge({ kind, children }) {
  return <span class={'badge ' + kind}>{children}</span>
}

/** As many rows as a browser draws at once without a pause. */
const MAX_ROWS = 300

/** A table of as many rows as can be drawn, and how many there are beside these. */
export function Rows({ rows, ...table }) {
  return (
    <>
      <Table {...table} rows={rows.slice(0, MAX_ROWS)} />
      {rows.length > MAX_ROWS && <p class="note">The first {MAX_ROWS} of {rows.length}.</p>}
    </>
  )
}

/**
 * A list that may be long, a page at a time: the server has it, and gives the rows that are shown.
 *
 * @param of which one
 * @param topic what changes when it does
 * @param search what the rows have to have in them
 * @param orphans whether only orphans are listed
 */
export function Listed({ of, topic, search = '', orphans = false, ...table }) {
  const from = useSignal(0)
  useEffect(() => {
    from.value = 0
  }, [search, orphans])
  if (!topics[topic].value) return null
  return (
    <Live path="/api/list" parameters={{ of, search, orphans, from: from.value }} topic={topic}>
      {(part) => (
        <>
          <Table {...table} rows={part.rows} />
          {part.total > PAGE_ROWS && <Pages {...part} go={(row) => (from.value = row)} label={table.label} />}
        </>
      )}
    </Live>
  )
}

/** As many rows as the server gives at once. */
const PAGE_ROWS = 100

function Pages({ total, from, go, label }) {
  return (
    <nav class="pages" aria-label={'Pages of ' + label}>
      <button disabled={from === 0} onClick={() => go(0)}>First</button>
      <button disabled={from === 0} onClick={() => go(from - PAGE_ROWS)}>Back</button>
      <span role="status">{from + 1} to {Math.min(total, from + PAGE_ROWS)} of {total}</span>
      <button disabled={from + PAGE_ROWS >= total} onClick={() => go(from + PAGE_ROWS)}>Next</button>
      <button disabled={from + PAGE_ROWS >= total} onClick={() => go(total - 1)}>Last</button>
    </nav>
  )
}

/** A table whose columns are [title, cell of a row]; on a narrow screen each row is a block. */
export function Table({ label, rows, columns, none, keyOf }) {
  if (!rows.length) return <p class="none">{none}</p>
  return (
    <table aria-label={label}>
      <thead>
        <tr>{columns.map(([title]) => <th scope="col" key={title}>{title}</th>)}</tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(([title, cell]) => <td key={title} data-title={title}>{cell(row)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The sentence that says why a topic can't be read. */
export function Problem({ topic }) {
  const sentence = topics.problems.value[topic]
  return sentence ? <p class="problem" role="alert">{sentence}</p> : null
}

/** How many times something was done: what is shown of it is read again. */
const done = signal(0)

/** Asks before it ends a session, or something of a handle. */
export function End({ verb, session, handle = 0, label, question }) {
  return <Act path="/api/do" action={{ verb, session, handle }} label={label} question={question} />
}

/**
 * Asks before it does something.
 *
 * @param secretOf what may have a secret, which is asked for if it turns out to be needed; undefined if nothing has
 */
export function Act({ path, action, label, question, secretOf }) {
  const dialog = useRef()
  const secret = useRef()
  const said = useSignal()
  const needed = useSignal(false)
  async function go(e) {
    e.preventDefault()
    const word = secret.current?.value
    dialog.current.close()
    try {
      said.value = { done: await act(path, word ? { ...action, secret: word } : action) }
      needed.value = false
      done.value++
    } catch (failure) {
      said.value = { problem: failure.message }
      if (secretOf && failure.kind === 'unauthorized') {
        needed.value = true
        dialog.current.showModal()
      }
    }
  }
  return (
    <span class="act">
      <button class="danger" onClick={() => dialog.current.showModal()}>{label}</button>
      {said.value && <span role="status" class={said.value.problem ? 'problem' : 'done'}>{said.value.problem ?? said.value.done}</span>}
      <dialog ref={dialog} aria-label={label}>
        <form onSubmit={go}>
          <p>{question}</p>
          {needed.value && (
            <>
              <p class="problem">{said.value.problem}</p>
              <label>Secret of {secretOf} <input ref={secret} type="password" autocomplete="off" /></label>
            </>
          )}
          <div class="buttons">
            <button type="button" autofocus onClick={() => dialog.current.close()}>No</button>
            <button class="danger yes">Yes, {label.toLowerCase()}</button>
          </div>
        </form>
      </dialog>
    </span>
  )
}

/** Reads one thing again whenever the state changes or something was done, and shows it; the last value stays where it can't be read. */
export function Live({ path, parameters, topic, children }) {
  const value = useSignal()
  const problem = useSignal()
  const changed = topics[topic].value
  const key = path + JSON.stringify(parameters)
  useEffect(() => {
    let wanted = true
    read(path, parameters).then(
      (found) => wanted && ((value.value = found), (problem.value = undefined)),
      (failure) => wanted && (problem.value = failure.message),
    )
    return () => (wanted = false)
  }, [key, changed, done.value])
  return (
    <>
      {problem.value && <p class="problem" role="alert">{problem.value}</p>}
      {value.value && children(value.value)}
    </>
  )
}
