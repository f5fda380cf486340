// The thread that solves. The package's own interface hands callbacks over only when the search is finished and cannot be
// interrupted from the same thread, so the runtime is loaded here directly and watched at two places that it calls all the time:
// what it prints (its search log tells every new solution and bound as they come), and the clock (some 40,000 times a second),
// where a wish to stop is seen and passed on.

import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const { stop } = workerData;

// Two builds come with the package; this one runs under every Node.
const build = 'cp_sat_runtime_node_asyncify';
const folder = new URL('./node_modules/or-tools-wasm/build/javascript/node-wasm/', import.meta.url);

let exported = null;
let memory = null;
let solving = null;
let interrupted = false;
let lastWords = '';

/** Lines such as "#2 0.32s best:3896 next:[3763,3895] main" and "#Bound 0.33s best:3896 next:[3764,3895] main"; we always minimise. */
function hear(line) {
  const found = /^#(\d+|Bound)\s.*?best:(\S+)\s+next:\[([^,\]]+),/.exec(line);
  if (found && solving !== null) {
    parentPort.postMessage({ type: found[1] === 'Bound' ? 'bound' : 'incumbent', id: solving, objective: number(found[2]), bound: number(found[3]) });
  }
}

function number(text) {
  const value = Number(text.replaceAll("'", ''));
  return Number.isFinite(value) ? value : null;
}

/** Passes a wish to stop on to the search, once, from inside one of the search's own calls. */
function watched(original) {
  return (...parts) => {
    if (solving !== null && !interrupted && Atomics.load(stop, 0) === 1) {
      interrupted = true;
      exported.interrupt_solve();
    }

    return original(...parts);
  };
}

function instantiate(imports, receive) {
  for (const group of Object.values(imports)) {
    memory = group.memory ?? memory;
    for (const clock of ['emscripten_get_now', 'clock_time_get']) {
      if (typeof group[clock] === 'function') {
        group[clock] = watched(group[clock]);
      }
    }
  }

  WebAssembly.instantiate(readFileSync(new URL(`${build}.wasm`, folder)), imports).then(
    ({ instance, module }) => {
      exported = instance.exports;
      receive(instance, module);
    },
    die);
  return {};
}

function die(error) {
  parentPort.postMessage({ type: 'fatal', message: `${error?.message ?? error} ${lastWords}`.trim() });
}

function copyIn(runtime, bytes) {
  const place = runtime._malloc(Math.max(bytes.length, 1));
  if (place === 0) {
    throw new Error(`the runtime has no room for ${bytes.length} bytes`);
  }

  new Uint8Array(memory.buffer, place, bytes.length).set(bytes);
  return place;
}

async function solve(runtime, model, parameters) {
  const places = [copyIn(runtime, model), copyIn(runtime, parameters), runtime._malloc(4)];
  let response = 0;
  try {
    response = await runtime.ccall(
      'solve_model', 'number', ['number', 'number', 'number', 'number', 'number'],
      [places[0], model.length, places[1], parameters.length, places[2]], { async: true });
    // The memory may have grown meanwhile, in one of the runtime's threads: look at it afresh.
    const length = new DataView(memory.buffer, places[2], 4).getUint32(0, true);
    return Uint8Array.from(new Uint8Array(memory.buffer, response, length));
  } finally {
    places.forEach((place) => runtime._free(place));
    if (response !== 0) {
      runtime._free_buffer(response);
    }
  }
}

try {
  const { default: load } = await import(new URL(`${build}.js`, folder));
  const runtime = await load({
    print: hear,
    printErr: (line) => { lastWords = String(line).slice(0, 500); console.error(line); },
    instantiateWasm: instantiate,
  });

  parentPort.on('message', async ({ id, model, parameters }) => {
    solving = id;
    interrupted = false;
    try {
      const response = await solve(runtime, model, parameters);
      solving = null;
      parentPort.postMessage({ type: 'done', id, response });
    } catch (error) {
      die(error); // an aborted runtime is of no further use
    }
  });
  parentPort.postMessage({ type: 'ready' });
} catch (error) {
  die(error);
}
