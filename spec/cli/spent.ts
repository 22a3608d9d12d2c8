// Loaded into a process before all else: leaves in SPEC_SPENT how much processor time the process has taken.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env['SPEC_SPENT'] ?? '', String((user + system) / 1000));
});
