// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals'
import { render } from 'preact'
import './console.css'
import { CallPage, Calls } from './calls.jsx'
import { HandlePage, Handles } from './handles.jsx'
import { Owners } from './owners.jsx'
import { RoomPage, Rooms } from './rooms.jsx'
import { follow, offline, topics } from './server.js'
import { ServerPage } from './serverPage.jsx'
import { Sessions } from './sessions.jsx'

const VIEWS = [
  ['', 'Server', ServerPage],
  ['sessions', 'Sessions', Sessions],
  ['handles', 'Handles', Handles],
  ['rooms', 'Rooms', Rooms],
  ['calls', 'Calls', Calls],
  ['owners', 'Owners', Owners],
]

/** Of one thing: below which view, and what the parts of its address are. */
const PAGES = {
  handle: ['handles', ([session, handle]) => <HandlePage session={session} handle={handle} />],
  room: ['rooms', ([plugin, room]) => <RoomPage plugin={plugin} room={room} />],
  call: ['calls', ([id]) => <CallPage id={id} />],
}

/** The parts of the address behind #/, decoded. */
const route = signal(parts())
addEventListener('hashchange', () => (route.value = parts()))

function parts() {
  return location.hash.replace(/^#\/?/, '').split('/').map(decoded)
}

function decoded(part) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function App() {
  const [name, ...rest] = route.value
  const page = PAGES[name]
  const view = VIEWS.find(([id]) => id === name) ?? VIEWS[0]
  const current = page ? page[0] : view[0]
  const View = view[2]
  return (
    <>
      <header>
        <h1>Janus <b>{topics.server.value?.name}</b></h1>
        <nav aria-label="Views">
          {VIEWS.map(([id, title]) => (
            <a key={id} href={'#/' + id} aria-current={id === current ? 'page' : undefined}>{title}</a>
          ))}
        </nav>
      </header>
      {offline.value && <p class="problem" role="alert">{offline.value}</p>}
      <main>{page ? page[1](rest) : <View first={rest[0]} />}</main>
    </>
  )
}

render(<App />, document.getElementById('app'))
follow()
