// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { kilobits, seconds } from './format.js'
import { Badge, End, Listed, Live, Problem } from './parts.jsx'
import { MEDIA, Plots } from './plots.jsx'

const search = signal('')

/**
 * All handles, or those that fit.
 *
 * @param first what is searched for at first, if the address says so
 */
export function Handles({ first }) {
  useEffect(() => {
    if (first !== undefined) search.value = first
  }, [first])
  const wanted = search.value.trim()
  return (
    <>
      <h2>Handles</h2>
      <Problem topic="directory" />
      <input type="search" aria-label="Search handles" placeholder="User, call id, opaque id, room, number…"
        value={search.value} onInput={(e) => (search.value = e.target.value)} />
      <Listed
        of="handles"
        topic="directory"
        search={wanted}
        label="Handles"
        none={wanted ? 'There is no handle that fits.' : 'There are no handles.'}
        keyOf={(each) => each.handle_id}
        columns={[
          ['Handle', (each) => <a href={'#/handle/' + each.session_id + '/' + each.handle_id}>{each.handle_id}</a>],
          ['Session', (each) => each.session_id],
          ['Plugin', (each) => each.plugin],
          ['User', (each) => each.user],
          ['State', (each) => each.state],
          ['Peer or room', (each) => each.peer ?? each.room],
          ['Opaque id', (each) => each.opaque_id],
          ['ICE', (each) => stateOf(each.ice)],
          ['DTLS', (each) => stateOf(each.dtls)],
          ['kbit/s in', (each) => each.media && kilobits(each.media.bits_in)],
          ['out', (each) => each.media && kilobits(each.media.bits_out)],
          ['Lost', (each) => each.media && each.media.lost + each.media.lost_by_remote],
          ['RTT ms', (each) => each.media?.rtt_millis],
        ]}
      />
    </>
  )
}

function stateOf(word) {
  if (!word) return ''
  const kind = word === 'ready' || word === 'connected' ? 'good' : word === 'failed' ? 'bad' : 'doubtful'
  return <Badge kind={kind}>{word}</Badge>
}

/** Everything of one handle. */
export function HandlePage({ session, handle }) {
  return (
    <>
      <h2>Handle {handle}</h2>
      <Live path="/api/handle" parameters={{ session, handle }} topic="directory">{(detail) => <Detail {...detail} />}</Live>
    </>
  )
}

function Detail({ handle, selected_pair: pair, plugin_state: state, flags, local_sdp: local, remote_sdp: remote, samples }) {
  const facts = {
    Session: handle.session_id,
    Plugin: handle.plugin,
    User: handle.user,
    'Peer or room': handle.peer ?? handle.room,
    State: handle.state,
    'Opaque id': handle.opaque_id,
    'Last call': handle.call_id && <a href={'#/call/' + encodeURIComponent(handle.call_id)}>{handle.call_id}</a>,
    Age: seconds(handle.age_seconds),
    ICE: stateOf(handle.ice),
    DTLS: stateOf(handle.dtls),
    Addresses: pair,
    'Last PeerConnection ended': handle.hangup_reason,
    Flags: flags.join(', '),
  }
  return (
    <>
      <p>
        <End verb="hangup" session={handle.session_id} handle={handle.handle_id} label="Hang up"
          question={'End the PeerConnection of handle ' + handle.handle_id + '? Several plugins end their call with it.'} />
        <End verb="detach" session={handle.session_id} handle={handle.handle_id} label="Detach"
          question={'End handle ' + handle.handle_id + '?'} />
      </p>
      <dl>
        {Object.entries(facts).filter(([, value]) => value).map(([name, value]) => (
          <div key={name}><dt>{name}</dt><dd>{value}</dd></div>
        ))}
      </dl>
      <h3>Media</h3>
      <Plots what={MEDIA} samples={samples}
        none="No numbers over time have come: they are known from Janus's event handlers only, while there is media." />
      <p class="note">Slow links are reported only if slowlink_threshold is set in janus.jcfg: it is 0 by default since 2021.</p>
      <Raw title="What the plugin says" text={state && JSON.stringify(state, null, 2)} />
      <Raw title="What Janus described last" text={local} />
      <Raw title="What the other side described last" text={remote} />
    </>
  )
}

function Raw({ title, text }) {
  return text ? <details><summary>{title}</summary><pre>{text}</pre></details> : null
}
