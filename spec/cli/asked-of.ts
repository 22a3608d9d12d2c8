import { type Answers, FakeDashboard, READS } from './fake-dashboard.js';
import type { Project } from './project.js';

/** Runs a command against a fake dashboard, and tells how it ended, with what it had asked. */
export async function askedOf(project: Project, answers: Answers, line: readonly string[]) {
  await using fake = await FakeDashboard.start({ ...READS, ...answers });
  const outcome = await project.run(line, { env: { CARILLON_URL: fake.url } });
  return { ...outcome, asked: fake.asked, headers: fake.headers };
}
