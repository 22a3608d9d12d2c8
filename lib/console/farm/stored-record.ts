import type { RunProgressJson, RunRecordJson } from '../../index.js';
import { outcomeOf } from '../../kit.js';
import type { SubjectProgress, SubjectRecord } from '../local/subject.js';

/** A record that some host wrote down, as one of this process is read. Its outcome is made when somebody asks for it. */
export function storedRecord(json: RunRecordJson, isElsewhere: boolean): SubjectRecord {
  let outcome: SubjectRecord['outcome'] | undefined;
  return {
    ...storedProgress(json),
    settledAtMs: json.settledAtMs,
    durationMs: json.durationMs,
    ...(isElsewhere && { isElsewhere }),
    get outcome() {
      outcome ??= outcomeOf(json.outcome);
      return outcome;
    },
    toJSON: () => json,
  };
}

/** How far a run is on another host, as far as that is known here. */
export function storedProgress(json: RunProgressJson): SubjectProgress {
  const { jobName, runId, key, occurrenceMs, trigger, by, host, startedAtMs, lateMs, attempts, lines, progress } = json;
  return {
    ...{ jobName, runId, key, occurrenceMs, trigger, by, host, startedAtMs, lateMs, attempts, lines },
    droppedLines: json.droppedLines ?? 0,
    progress: progress && { done: progress.done, total: progress.total, message: progress.message },
  };
}
