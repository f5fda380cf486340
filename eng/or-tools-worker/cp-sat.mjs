// CP-SAT (OR-Tools as WebAssembly) behind line-delimited JSON; the protocol is told in docs/solvers.md.
//
//   in   { "op": "solve", "id": 1, "model": <CpModelProto, base64>, "parameters": <SatParameters, base64> }
//        { "op": "cancel", "id": 1 }                        ends the search; its best solution comes as "done"
//   out  { "type": "hello", "protocol": 1, "solver", "version", "threads" }
//        { "type": "incumbent", "id", "objective", "bound" }   a better solution was found (its values come at the end)
//        { "type": "bound", "id", "objective", "bound" }       the bound moved
//        { "type": "done", "id", "response": <CpSolverResponse, base64> }
//        { "type": "error", "id", "message", "fatal" }         fatal: this process ends
//
// A solve blocks the thread it runs in, so it runs in a thread of its own (cp-sat-thread.mjs) and this one listens.
// The worker ends when its standard input closes, in the middle of a solve, too.

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';

const PROTOCOL = 1;

// The runtime starts this many threads of its own when it is loaded; more would have to be started while a solve blocks.
const THREADS = 4;

// Standard output belongs to the protocol.
console.log = console.info = console.debug = (...parts) => console.error(...parts);

const stop = new Int32Array(new SharedArrayBuffer(4));
let running = null;

function send(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function fail(message) {
  send({ type: 'error', id: running, message: String(message), fatal: true });
  process.stdout.end(() => process.exit(70));
}

function packageVersion() {
  const file = new URL('./node_modules/or-tools-wasm/package.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

const thread = new Worker(new URL('./cp-sat-thread.mjs', import.meta.url), { workerData: { stop } });
thread.on('error', (error) => fail(error?.message ?? error));
thread.on('message', (message) => {
  switch (message.type) {
    case 'ready':
      send({ type: 'hello', protocol: PROTOCOL, solver: 'CP-SAT', version: `or-tools-wasm ${packageVersion()}, Node ${process.version}`, threads: THREADS });
      break;
    case 'done':
      running = null;
      send({ type: 'done', id: message.id, response: Buffer.from(message.response).toString('base64') });
      break;
    case 'fatal':
      fail(message.message);
      break;
    default:
      send(message);
  }
});

function take(line) {
  const request = JSON.parse(line);
  if (request.op === 'cancel') {
    if (request.id === running) {
      Atomics.store(stop, 0, 1);
    }

    return;
  }

  if (request.op !== 'solve') {
    throw new Error(`unknown operation "${request.op}"; known: solve, cancel`);
  }

  if (running !== null) {
    throw new Error(`request ${request.id} came while ${running} is being solved; one at a time`);
  }

  running = request.id;
  Atomics.store(stop, 0, 0);
  thread.postMessage({ id: request.id, model: Buffer.from(request.model, 'base64'), parameters: Buffer.from(request.parameters, 'base64') });
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() !== '') {
    try {
      take(line);
    } catch (error) {
      send({ type: 'error', id: null, message: String(error?.message ?? error), fatal: false });
    }
  }
}

// Nobody is left to tell. An orderly exit would first wait for the search to notice.
process.kill(process.pid, 'SIGKILL');
