// Entry of the deployment: npm run deploy -- --project <id>.
import { main } from './deploy/main.ts';

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
