// SPDX-License-Identifier: Apache-2.0
// What several views are made of.
import { signal, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { act, read, topics } from './server.js'

/** A word about a state: good, bad, doubtful or plain. */
export function Badge({ kind, children }) {
  return <span class={'badge ' + kind}>{children}</span>
}

/** As many rows as are drawn at once, and as the server gives at once. */
const PAGE_ROWS = 100

/** A table of rows that are all here, a page at a time. */
export function Rows({ rows, ...table }) {
  const wanted = useSignal(0)
  const from = Math.floor(Math.max(0, Math.min(wanted.value, rows.length - 1)) / PAGE_ROWS) * PAGE_ROWS
  return (
    <>
      <Table {...table} rows={rows.slice(from, from + PAGE_ROWS)} />
      <Pages total={rows.length} from={from} go={(row) => (wanted.value = row)} label={table.label} />
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
          <Pages {...part} go={(row) => (from.value = row)} label={table.label} />
        </>
      )}
    </Live>
  )
}

function Pages({ total, from, go, label }) {
  if (total <= PAGE_ROWS) return null
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
 * @param choice what is to be chosen: the member of the action, its label and its [value, text]s, of which an empty one adds nothing
 */
export function Act({ path, action, label, question, secretOf, choice }) {
  const dialog = useRef()
  const secret = useRef()
  const chosen = useRef()
  const said = useSignal()
  const needed = useSignal(false)
  // A hundred rows with actions have no dialogs before one is asked for.
  const asks = useSignal(false)
  useLayoutEffect(() => {
    if (asks.value) dialog.current.showModal()
  }, [asks.value])
  async function go(e) {
    e.preventDefault()
    const whole = { ...action }
    if (secret.current?.value) whole.secret = secret.current.value
    if (chosen.current?.value) whole[choice.name] = chosen.current.value
    // Its end is what takes it away: the focus goes back to the button.
    dialog.current.close()
    try {
      said.value = { done: await act(path, whole) }
      needed.value = false
      done.value++
    } catch (failure) {
      said.value = { problem: failure.message }
      if (secretOf && failure.kind === 'unauthorized') {
        needed.value = true
        asks.value = true
      }
    }
  }
  return (
    <span class="act">
      <button class="danger" onClick={() => (asks.value = true)}>{label}</button>
      {said.value && <span role="status" class={said.value.problem ? 'problem' : 'done'}>{said.value.problem ?? said.value.done}</span>}
      {asks.value && (
        <dialog ref={dialog} aria-label={label} onClose={() => (asks.value = false)}>
          <form onSubmit={go}>
            <p>{question}</p>
            {choice && (
              <label>{choice.label} <select ref={chosen}>
                {choice.options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
              </select></label>
            )}
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
      )}
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
