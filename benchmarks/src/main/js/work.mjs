// The client's end of the talk with the harness, as Work.java has it: "ready"; then, for each line, "ran" and the figures.
import { createInterface } from 'node:readline';

/** Keeps so many requests in flight until all are answered. request(answered) sends one. */
export function pipeline(inFlight, count, request) {
    return new Promise(resolve => {
        const micros = new Float64Array(count);
        const began = performance.now();
        let started = 0;
        let ended = 0;
        const next = () => {
            if (started === count) {
                return;
            }
            const index = started++;
            const sent = performance.now();
            request(() => {
                micros[index] = (performance.now() - sent) * 1e3;
                if (++ended === count) {
                    resolve({ micros, took: performance.now() - began });
                } else {
                    next();
                }
            });
        };
        for (let i = 0; i < inFlight; i++) {
            next();
        }
    });
}

/** Counts events. listen(heard) begins, and gives what ends it; ask() asks for them. */
export function burst(count, listen, ask) {
    return new Promise(resolve => {
        const began = performance.now();
        let left = count + 1;
        const stop = listen(() => {
            if (--left === 0) {
                stop();
                resolve({ rate: (count * 1e3) / (performance.now() - began) });
            }
        });
        ask({ request: 'bench.burst', count });
    });
}

/** The heap in use, after everything that can go has gone. */
function heap() {
    globalThis.gc();
    globalThis.gc();
    return process.memoryUsage().heapUsed;
}

const kept = [];

/** Makes many of something that stays, and tells how much heap each one takes; the first are not counted. */
export async function grown(count, parallel, make) {
    const some = async number => {
        for (let i = 0; i < number; i += parallel) {
            kept.push(...(await Promise.all(Array.from({ length: Math.min(parallel, number - i) }, make))));
        }
    };
    await some(200);
    const before = heap();
    await some(count);
    return { bytes: Math.round((heap() - before) / count) };
}

export async function serve(tasks) {
    const say = line => process.stdout.write(line + '\n');
    say('ready');
    for await (const line of createInterface({ input: process.stdin })) {
        const [task, inFlight, count] = line.split(' ');
        try {
            const outcome = await tasks[task](Number(inFlight), Number(count));
            say('ran');
            say(figures(outcome));
        } catch (e) {
            say('failed ' + e);
        }
    }
    process.exit(0);
}

function figures({ micros, took, ...others }) {
    if (micros) {
        micros.sort();
        others.rate = (micros.length * 1e3) / took;
        others.p50 = micros[micros.length >> 1];
        others.p99 = micros[Math.floor((micros.length * 99) / 100)];
    }
    return Object.entries(others).map(([name, value]) => name + '=' + value).join(' ');
}
