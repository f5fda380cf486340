// OR-Tools (as WebAssembly) behind line-delimited JSON: one request per line on standard input, one reply per line on standard output.
//
//   { "id": 1, "op": "ping" }
//   { "id": 2, "op": "lp", ... }            minimises; see solveLinearProgram
//   { "id": 3, "op": "maxFlow", ... }       see solveMaxFlow
//   { "id": 4, "op": "minCostFlow", ... }   see solveMinCostFlow
//
// Reply: { "id", "ok": true, ... } or { "id", "ok": false, "error" }. Requests are answered in the order they came.
// The worker ends when its standard input closes; a solver that hangs is ended from outside, by killing the process.

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

// Standard output belongs to the protocol; whatever the solvers print goes to standard error.
console.log = console.info = console.debug = (...parts) => console.error(...parts);

// Loaded at first use: the linear solvers are 17 MB, the graph algorithms 1 MB, and most callers need one of the two.
const load = {
  mathOpt: () => import('or-tools-wasm/mathopt'),
  networkFlow: () => import('or-tools-wasm/network-flow'),
};

const operations = {
  ping: () => ({ node: process.version, orToolsWasm: packageVersion() }),
  lp: solveLinearProgram,
  maxFlow: solveMaxFlow,
  minCostFlow: solveMinCostFlow,
};

function packageVersion() {
  const file = new URL('./node_modules/or-tools-wasm/package.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

/**
 * Minimises objective·x subject to rowLower <= A x <= rowUpper and columnLower <= x <= columnUpper, with GLOP.
 * A is stored by columns: the entries of column j stand at start[j] .. start[j + 1] - 1 of index (row) and value.
 * A bound of null is infinite. Replies with status (optimal, infeasible, unbounded, infeasibleOrUnbounded,
 * timeLimit or other), objective,
 * columns, and duals: the change of the objective per unit of each row's right-hand side.
 */
async function solveLinearProgram(request) {
  const { objective, columnLower, columnUpper, rowLower, rowUpper, start, index, value, timeLimitSeconds } = request;
  requireSameLength('columns', objective, columnLower, columnUpper);
  requireSameLength('rows', rowLower, rowUpper);
  requireSameLength('entries', index, value);
  if (start.length !== objective.length + 1) {
    throw new Error(`start has ${start.length} places for ${objective.length} columns; one more than columns was expected`);
  }

  const { MathOpt } = await load.mathOpt();
  const model = MathOpt.Model();
  const variables = objective.map((_, j) =>
    model.addVariable({ lowerBound: columnLower[j] ?? -Infinity, upperBound: columnUpper[j] ?? Infinity }));
  const rows = rowLower.map(() => []);
  for (let j = 0; j < variables.length; j++) {
    for (let k = start[j]; k < start[j + 1]; k++) {
      if (!rows[index[k]]) {
        throw new Error(`entry ${k} names row ${index[k]}; there are ${rows.length} rows`);
      }

      rows[index[k]].push({ variable: variables[j], coefficient: value[k] });
    }
  }

  rows.forEach((terms, i) =>
    model.addLinearConstraint({ lowerBound: rowLower[i] ?? -Infinity, upperBound: rowUpper[i] ?? Infinity, terms }));
  model.minimize(objective.flatMap((coefficient, j) => coefficient === 0 ? [] : [{ variable: variables[j], coefficient }]));

  const began = performance.now();
  const result = await MathOpt.solve(model, {
    solverType: MathOpt.SolverType.GLOP, removeNames: true, ...(timeLimitSeconds ? { timeLimitSeconds } : {}),
  });
  const solveMilliseconds = performance.now() - began;

  const status = lpStatus(result);
  if (status !== 'optimal') {
    return { status, detail: result.terminationReason, solveMilliseconds };
  }

  const duals = result.dualValuesById ?? result.solutions[0].dualSolution.dualValuesById;
  return {
    status,
    objective: result.objectiveValue ?? 0, // the message leaves out a zero
    columns: variables.map((_, j) => result.variableValuesById[j] ?? 0),
    duals: rows.map((_, i) => duals[i] ?? 0),
    solveMilliseconds,
  };
}

function lpStatus(result) {
  const reason = String(result.terminationReason).toUpperCase();
  if (reason.includes('OPTIMAL')) {
    return 'optimal';
  }

  if (reason.includes('INFEASIBLE_OR_UNBOUNDED')) {
    return 'infeasibleOrUnbounded';
  }

  if (reason.includes('INFEASIBLE')) {
    return 'infeasible';
  }

  if (reason.includes('UNBOUNDED')) {
    return 'unbounded';
  }

  return reason.includes('FEASIBLE') || reason.includes('NO_SOLUTION') ? 'timeLimit' : 'other';
}

/** Largest flow from source to sink over arcs tails[i] -> heads[i] with capacities[i]; amounts are exact up to 2^53. */
async function solveMaxFlow({ tails, heads, capacities, source, sink, withFlows }) {
  requireSameLength('arcs', tails, heads, capacities);
  const { solveGraphPayload, SimpleMaxFlowStatus } = await load.networkFlow();
  const began = performance.now();
  const result = await solveGraphPayload({ algorithm: 'maxFlow', tails, heads, capacities, source, sink });
  const solveMilliseconds = performance.now() - began;
  requireStatus('MaxFlow', SimpleMaxFlowStatus, result.status);
  return { flow: result.optimalFlow, flows: withFlows ? result.flows : undefined, solveMilliseconds };
}

/** Cheapest flow that meets the nodes' supplies (negative: demand), or with maximum: the cheapest largest flow. */
async function solveMinCostFlow({ tails, heads, capacities, unitCosts, supplies, maximum, withFlows }) {
  requireSameLength('arcs', tails, heads, capacities, unitCosts);
  const { solveGraphPayload, SimpleMinCostFlowStatus } = await load.networkFlow();
  const began = performance.now();
  const result = await solveGraphPayload({
    algorithm: 'minCostFlow', tails, heads, capacities, unitCosts, supplies, solveMaxFlowWithMinCost: Boolean(maximum),
  });
  const solveMilliseconds = performance.now() - began;
  requireStatus('MinCostFlow', SimpleMinCostFlowStatus, result.status);
  return { cost: result.optimalCost, flow: result.maximumFlow, flows: withFlows ? result.flows : undefined, solveMilliseconds };
}

function requireSameLength(what, first, ...others) {
  for (const other of others) {
    if (!Array.isArray(first) || !Array.isArray(other) || other.length !== first.length) {
      throw new Error(`the arrays that describe the ${what} differ in length or are missing`);
    }
  }
}

function requireStatus(solver, names, status) {
  if (status !== names.OPTIMAL) {
    throw new Error(`${solver} ended with ${names[status] ?? status}`);
  }
}

async function answer(line) {
  let id = null;
  try {
    const request = JSON.parse(line);
    id = request.id ?? null;
    const operation = Object.hasOwn(operations, request.op) ? operations[request.op] : undefined;
    if (!operation) {
      throw new Error(`unknown operation "${request.op}"; known: ${Object.keys(operations).join(', ')}`);
    }

    return { id, ok: true, ...(await operation(request)) };
  } catch (error) {
    return { id, ok: false, error: String(error?.message ?? error) };
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() !== '') {
    process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
  }
}

// The solvers' thread pools would keep the process alive; what was written is flushed first.
process.stdout.end(() => process.exit(0));
