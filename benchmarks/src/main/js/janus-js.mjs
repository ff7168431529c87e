// janus.js as a process under measurement: node janus-js.mjs URI
import { WebSocket } from 'ws';
import { burst, grown, pipeline, serve } from './work.mjs';

// What it expects of a browser; nothing of WebRTC is used.
globalThis.window = globalThis;
globalThis.navigator ??= { platform: '' };
globalThis.addEventListener ??= () => {};
globalThis.RTCPeerConnection = class {};
const { default: Janus } = await import('janus-gateway');
await new Promise(callback =>
    Janus.init({
        debug: false,
        dependencies: Janus.useDefaultDependencies({ WebSocket, adapter: { browserDetails: {} }, extension: { init() {} } }),
        callback,
    }),
);

const create = () =>
    new Promise((resolve, reject) => {
        const janus = new Janus({ server: process.argv[2], success: () => resolve(janus), error: reject });
    });
const attach = (janus, plugin, onmessage) =>
    new Promise((success, error) => janus.attach({ plugin, success, error, onmessage }));

let heard = () => {};
const answers = [];
let head = 0;
const janus = await create();
const room = await attach(janus, 'janus.plugin.videoroom', message => heard(message));
// The event of an async request names no request here: they are taken in their order.
const echo = await attach(janus, 'janus.plugin.echotest', () => answers[head++]());

await serve({
    sync: (inFlight, count) =>
        pipeline(inFlight, count, success => room.send({ message: { request: 'exists', room: 1234 }, success })),
    async: (inFlight, count) => {
        answers.length = 0;
        head = 0;
        return pipeline(inFlight, count, answered => {
            answers.push(answered);
            echo.send({ message: { audio: true, video: true } });
        });
    },
    burst: (inFlight, count) =>
        burst(
            count,
            listener => {
                heard = listener;
                return () => {
                    heard = () => {};
                };
            },
            message => room.send({ message }),
        ),
    handles: (parallel, count) => grown(count, parallel, () => attach(janus, 'janus.plugin.videoroom', () => {})),
    // A session has its own connection here, always.
    connections: (parallel, count) => grown(count, parallel, create),
});
