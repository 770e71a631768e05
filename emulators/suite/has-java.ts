// Says whether there is a JDK for the emulators: exit code 0 where there is, 1 where there is none.
import { findJava } from './java.ts';
import { thisMachine } from './machine.ts';

process.exitCode = findJava(thisMachine()) === null ? 1 : 0;
