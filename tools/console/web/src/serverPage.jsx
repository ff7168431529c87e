// SPDX-License-Identifier: Apache-2.0
import { seconds, yesNo } from './format.js'
import { Badge, Problem, Table } from './parts.jsx'
import { Plots, TREND } from './plots.jsx'
import { topics } from './server.js'

const KINDS = { fatal: 'bad', warning: 'doubtful', note: 'plain' }

/** What the server says of itself, what can't be seen as it is configured, how it has answered, and what the doctor says of it. */
export function ServerPage() {
  return (
    <>
      <h2>Server</h2>
      <Problem topic="server" />
      {topics.server.value && <Server {...topics.server.value} />}
      <h3>Over time</h3>
      <Problem topic="directory" />
      {topics.trend.value && <Trend {...topics.trend.value} />}
      <h3>What the doctor found</h3>
      <Problem topic="doctor" />
      {topics.doctor.value ? <Findings {...topics.doctor.value} /> : <p class="none">The checks are still running.</p>}
    </>
  )
}

function Server(server) {
  return (
    <>
      <dl>
        <Fact name="Address">{server.uri}</Fact>
        <Fact name="Version">{server.version}</Fact>
        <Fact name="A silent session ends after">{limit(server.session_timeout_seconds, 'never')}</Fact>
        <Fact name="A session can be reclaimed for">{limit(server.reclaim_timeout_seconds, 'not at all')}</Fact>
        <Fact name="Takes new sessions">{yesNo(server.accepting_new_sessions)}</Fact>
        <Fact name="Event handlers">{server.event_handlers ? server.event_handler_modules.join(', ') || 'on' : 'off'}</Fact>
        <Fact name="Plugins">{versions(server.plugins)}</Fact>
        <Fact name="Transports">{versions(server.transports)}</Fact>
      </dl>
      {server.notes.map((note) => <p class="note" key={note}>{note}</p>)}
    </>
  )
}

function Trend({ requests, failed, timed_out: timedOut, connections, lost, samples }) {
  return (
    <>
      <dl>
        <Fact name="Requests of this console">{requests}</Fact>
        <Fact name="Refused or lost">{failed}</Fact>
        <Fact name="Without an answer in time">{timedOut}</Fact>
        <Fact name="Connections opened">{connections}</Fact>
        <Fact name="Connections lost">{lost}</Fact>
      </dl>
      <Plots what={TREND} samples={samples} none="Nothing was measured yet." />
      <p class="note">Measured every ten seconds while a page is open, for an hour. Janus does not say how much memory it takes.</p>
    </>
  )
}

function Findings({ admin_asked: adminAsked, findings }) {
  return (
    <>
      {!adminAsked && <p class="note">The Admin API was not asked: its address and secret are not set.</p>}
      <Table
        label="Findings"
        rows={findings}
        none="Nothing that would defeat a reclaim."
        keyOf={(finding) => finding.subject + finding.problem}
        columns={[
          ['Severity', (finding) => <Badge kind={KINDS[finding.severity]}>{finding.severity}</Badge>],
          ['Subject', (finding) => finding.subject],
          ['Problem', (finding) => finding.problem],
          ['Advice', (finding) => finding.advice],
        ]}
      />
    </>
  )
}

function Fact({ name, children }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function limit(value, none) {
  return value === 0 ? none : seconds(value)
}

function versions(modules) {
  return Object.entries(modules).map(([name, version]) => name + ' ' + version).join(', ')
}
