// SPDX-License-Identifier: Apache-2.0
import { Act, Badge, Listed, Problem, Rows } from './parts.jsx'
import { topics } from './server.js'

/** The members of the cluster, and who owns which session. */
export function Owners() {
  const owners = topics.owners.value
  return (
    <>
      <h2>Owners</h2>
      <Problem topic="owners" />
      {owners && (
        <>
          <Rows
            label="Members"
            rows={owners.members}
            none="No member is live, or no ownership store was named with --store."
            keyOf={(each) => each.name + each.incarnation}
            columns={[
              ['Member', (each) => each.name],
              ['Lease left ms', (each) => each.lease_left_millis],
              ['Sessions', (each) => each.sessions],
              ['Draining', (each) => (each.draining ? 'yes' : '')],
            ]}
          />
          <Listed
            of="owners"
            topic="owners"
            label="Owned sessions"
            none="The store knows none of the sessions at Janus."
            keyOf={(each) => each.session_id}
            columns={[
              ['Session', (each) => each.session_id],
              ['Kind', (each) => each.kind],
              ['Owner', (each) => <Badge kind={each.live ? 'good' : 'bad'}>{each.owner ?? 'none'}</Badge>],
              ['Live', (each) => (each.live ? 'yes' : 'no: free to be taken over')],
              ['Epoch', (each) => each.epoch],
              ['', (each) => each.live && <HandOver session={each.session_id} owner={each.owner} />],
            ]}
          />
        </>
      )}
    </>
  )
}

/** Asks the member that owns a session to give it to another one; nothing if there is none that takes sessions. */
export function HandOver({ session, owner }) {
  const others = (topics.owners.value?.members ?? []).filter((each) => each.name !== owner && !each.draining)
  if (!others.length) return null
  return (
    <Act path="/api/handover" action={{ session }} label="Hand over"
      question={'Have ' + owner + ' give session ' + session + ' to another member? Its calls go on there.'}
      choice={{ name: 'to', label: 'To', options: [['', 'any other'], ...others.map((each) => [each.name, each.name])] }} />
  )
}
