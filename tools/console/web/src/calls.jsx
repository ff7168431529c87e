// SPDX-License-Identifier: Apache-2.0
import { time } from './format.js'
import { Ladder } from './ladder.jsx'
import { Badge, End, Live, Problem, Rows } from './parts.jsx'
import { topics } from './server.js'

const KINDS = { ringing: 'doubtful', talking: 'good', ended: 'plain' }

/** The SIP calls that event handlers reported. */
export function Calls() {
  const state = topics.calls.value
  return (
    <>
      <h2>Calls</h2>
      <Problem topic="calls" />
      {state?.unseen && <p class="note">{state.unseen}</p>}
      {state && !state.unseen && (
        <Rows
          label="Calls"
          rows={state.calls}
          none="No call was reported."
          keyOf={(each) => each.call_id}
          columns={[
            ['Call-ID', (each) => <a href={'#/call/' + encodeURIComponent(each.call_id)}>{each.call_id}</a>],
            ['Began', (each) => time(each.began)],
            ['Direction', (each) => each.direction],
            ['Caller', (each) => each.caller],
            ['Callee', (each) => each.callee],
            ['State', (each) => <Badge kind={KINDS[each.state]}>{each.state}</Badge>],
            ['Why it ended', (each) => [each.hangup_code, each.hangup_reason, each.media_reason].filter(Boolean).join(', ')],
          ]}
        />
      )}
    </>
  )
}

/** One call: its ladder and time line, and why it ended. */
export function CallPage({ id }) {
  return (
    <>
      <h2>Call {id}</h2>
      <Live path="/api/call" parameters={{ id }} topic="calls">
        {({ line, ending }) => (
          <>
            <p>
              <b>{line.call.caller}</b> → <b>{line.call.callee}</b> <Badge kind={KINDS[line.call.state]}>{line.call.state}</Badge>{' '}
              on handle <a href={'#/handle/' + line.call.session_id + '/' + line.call.handle_id}>{line.call.handle_id}</a>
              {line.call.state !== 'ended' && (
                <End verb="hangup" session={line.call.session_id} handle={line.call.handle_id} label="Hang up" question="End this call?" />
              )}
            </p>
            <p class="ending">{ending ?? 'The call goes on.'}</p>
            {line.unknown.map((sentence) => <p class="note" key={sentence}>Not known: {sentence}</p>)}
            <Ladder entries={line.entries} />
          </>
        )}
      </Live>
    </>
  )
}
