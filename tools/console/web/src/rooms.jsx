// SPDX-License-Identifier: Apache-2.0
import { yesNo } from './format.js'
import { Act, Live, Problem, Rows } from './parts.jsx'
import { topics } from './server.js'

export function Rooms() {
  return (
    <>
      <h2>Rooms</h2>
      <Problem topic="rooms" />
      {topics.rooms.value && (
        <Rows
          label="Rooms"
          rows={topics.rooms.value}
          none="There are no rooms that are not private."
          keyOf={(each) => each.plugin + '/' + each.room}
          columns={[
            ['Plugin', (each) => each.plugin],
            ['Room', (each) => <a href={'#/room/' + each.plugin + '/' + encodeURIComponent(each.room)}>{each.room}</a>],
            ['Description', (each) => each.description],
            ['Participants', (each) => each.participants],
            ['PIN', (each) => (each.pin_required ? 'needed' : '')],
          ]}
        />
      )}
    </>
  )
}

const LABELS = { mute: 'Mute', unmute: 'Unmute', kick: 'Kick' }

/** What can be done to a participant. A video room does not say who is muted, and only who sends something can be. */
function wishes(plugin, { publisher, muted }) {
  if (plugin === 'audiobridge') return [muted ? 'unmute' : 'mute', 'kick']
  return plugin === 'videoroom' && publisher ? ['mute', 'unmute', 'kick'] : ['kick']
}

export function RoomPage({ plugin, room }) {
  return (
    <>
      <h2>Room {room} of {plugin}</h2>
      <Live path="/api/room" parameters={{ plugin, room }} topic="rooms">
        {(participants) => (
          <Rows
            label="Participants"
            rows={participants}
            none="The room is empty."
            keyOf={(each) => each.id}
            columns={[
              ['Id', (each) => each.id],
              ['Display', (each) => each.display],
              ['Publisher', (each) => yesNo(each.publisher)],
              ['Muted', (each) => yesNo(each.muted)],
              ['Talking', (each) => yesNo(each.talking)],
              ['', (each) => (
                <>
                  {wishes(plugin, each).map((wish) => (
                    <Act key={wish} path="/api/moderate" action={{ wish, plugin, room, participant: each.id }} label={LABELS[wish]}
                      question={LABELS[wish] + ' ' + (each.display ?? each.id) + '?'} secretOf={'room ' + room} />
                  ))}
                </>
              )],
            ]}
          />
        )}
      </Live>
    </>
  )
}
