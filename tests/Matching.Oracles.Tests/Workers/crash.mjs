// Takes one request and dies of it.
import { createInterface } from 'node:readline';
for await (const line of createInterface({ input: process.stdin })) {
  console.error(`out of memory over ${line.length} characters`);
  process.exit(3);
}
