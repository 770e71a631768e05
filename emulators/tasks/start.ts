// Starts the Cloud Tasks emulator: node emulators/tasks/start.ts --port 9499
import { parseArgs } from 'node:util';
import { startTasksEmulator } from './emulator.ts';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '9499' }, host: { type: 'string', default: '127.0.0.1' } },
});
const emulator = await startTasksEmulator({ port: Number(values.port), host: values.host });
console.log(`Cloud Tasks emulator ready: export TASKS_EMULATOR_HOST=${emulator.host}:${emulator.port}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void emulator.close();
  });
