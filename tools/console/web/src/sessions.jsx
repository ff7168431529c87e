// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals'
import { seconds } from './format.js'
import { HandOver } from './owners.jsx'
import { Badge, End, Listed, Problem } from './parts.jsx'

const orphansOnly = signal(false)

/** Who owns the sessions, how long they have been silent, and which are orphans. */
export function Sessions() {
  return (
    <>
      <h2>Sessions</h2>
      <Problem topic="directory" />
      <label>
        <input type="checkbox" checked={orphansOnly.value} onChange={(e) => (orphansOnly.value = e.target.checked)} /> Orphans only
      </label>
      <Listed
        of="sessions"
        topic="directory"
        orphans={orphansOnly.value}
        label="Sessions"
        none={orphansOnly.value ? 'There are no orphans.' : 'There are no sessions.'}
        keyOf={(each) => each.session_id}
        columns={[
          ['Session', (each) => <a href={'#/handles/' + each.session_id}>{each.session_id}</a>],
          ['State', state],
          ['Handles', (each) => each.handles],
          ['Owner', (each) => each.owner],
          ['Epoch', (each) => each.epoch],
          ['Idle', (each) => seconds(each.idle_seconds)],
          ['Reclaim left', (each) => seconds(each.reclaim_left_seconds)],
          ['Age', (each) => seconds(each.age_seconds)],
          ['', (each) => (
            <>
              {each.owner && <HandOver session={each.session_id} owner={each.owner} />}
              <End verb="destroy" session={each.session_id} label="Destroy"
                question={'End session ' + each.session_id + ' with all its handles (' + each.handles + ')?'} />
            </>
          )],
        ]}
      />
      <p class="note">
        Orphans and ages are known of sessions whose creation janus serve-events has seen, owners with --store. Of a session without
        handles Janus says its number only.
      </p>
    </>
  )
}

function state(session) {
  if (session.orphan === undefined) return <Badge kind="plain">unknown</Badge>
  return session.orphan ? <Badge kind="bad">orphan</Badge> : <Badge kind="good">connected</Badge>
}
