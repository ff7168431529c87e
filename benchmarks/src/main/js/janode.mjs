// janode as a process under measurement: node janode.mjs URI
import Janode from 'janode';
import EchoTest from 'janode/plugins/echotest';
import VideoRoom from 'janode/plugins/videoroom';
import { burst, grown, pipeline, serve } from './work.mjs';

Janode.Logger.setLevel('none');
const address = { address: { url: process.argv[2] } };
const connection = await Janode.connect(address);
const session = await connection.create();
const room = await session.attach(VideoRoom);
const echo = await session.attach(EchoTest);
const settings = () => ({ audio: true, video: true });

await serve({
    sync: (inFlight, count) => pipeline(inFlight, count, answered => room.exists({ room: 1234 }).then(answered)),
    // Its own method for this request fails without an offer.
    async: (inFlight, count) => pipeline(inFlight, count, answered => echo.message(settings()).then(answered)),
    burst: (inFlight, count) =>
        burst(
            count,
            heard => {
                const kinds = Object.values(VideoRoom.EVENT);
                kinds.forEach(kind => room.on(kind, heard));
                // The last one answers the request, and is not told as an event.
                room.lastHeard = heard;
                return () => kinds.forEach(kind => room.off(kind, heard));
            },
            body => room.message(body).then(() => room.lastHeard()),
        ),
    handles: (parallel, count) => grown(count, parallel, () => session.attach(VideoRoom)),
    sessions: (parallel, count) => grown(count, parallel, () => connection.create()),
    connections: (parallel, count) =>
        grown(count, parallel, async () => (await Janode.connect(address)).create()),
});
