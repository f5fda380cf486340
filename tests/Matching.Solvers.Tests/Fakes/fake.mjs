// A worker that misbehaves on demand: node fake.mjs MODE RESPONSE MARKER. RESPONSE is what an honest answer holds; MARKER is a file that
// tells a second process that there was a first.
import { closeSync, existsSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [mode, response, marker] = process.argv.slice(2);
const send = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const done = (id) => send({ type: 'done', id, response });
const isFirst = () => !existsSync(marker) && (closeSync(openSync(marker, 'w')), true);
const ballast = [];

const solve = {
  honest: done,
  'crash': () => { console.error('out of memory'); process.exit(3); },
  'crash-once': (id) => { isFirst() ? solve.crash() : done(id); },
  'garbage': () => process.stdout.write('Segmentation fault\n'),
  'garbage-once': (id) => { isFirst() ? solve.garbage() : done(id); },
  'flood': () => process.stdout.write('x'.repeat(3_000_000)),
  'other-id': (id) => done(id + 1),
  'unknown-word': (id) => send({ type: 'poem', id }),
  'not-base64': (id) => send({ type: 'done', id, response: '§§§' }),
  'truncated': (id) => send({ type: 'done', id, response: Buffer.from(response, 'base64').subarray(0, -1).toString('base64') }),
  'refuse': (id) => send({ type: 'error', id, message: 'no taste for this', fatal: false }),
  'fatal-once': (id) => { isFirst() ? (send({ type: 'error', id, message: 'Aborted()', fatal: true }), process.exit(70)) : done(id); },
  // The first request warms the process up, so that the second is not about how fast it starts.
  'deaf': (id) => { if (id === 1) done(id); },
  'hungry': () => { for (;;) { ballast.push(Buffer.alloc(10_000_000, 1)); } },
  'modest': () => setInterval(() => ballast.push(Buffer.alloc(2_000_000, 1)), 15),
  'late': (id) => { if (id === 1) done(id); },
};
const cancel = { modest: done, late: done };

if (mode !== 'mute') {
  send({ type: 'hello', protocol: mode === 'stranger' ? 2 : 1, solver: 'fake', version: '0', threads: 1 });
}

for await (const line of createInterface({ input: process.stdin })) {
  const { op, id } = JSON.parse(line);
  (op === 'solve' ? solve : cancel)[mode]?.(id);
}

process.exit(0);
