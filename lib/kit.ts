// The second door, `carillon/kit`, for those who build on Carillon: its ports, and the data that it works with.

export { checkOptions } from './arguments.js';
export { shown } from './errors.js';
export { systemClock } from './host/system-clock.js';
export { isBad } from './job/bad-outcome.js';
export type { JobDefinition, NameOrigin } from './job/definition.js';
export type { Pause } from './job/pause.js';
export type { Condition, RetryPolicy } from './job/policies.js';
export { byOf, reasonText } from './job/said.js';
export { dataVersionOf, takeData } from './job/taking.js';
export { meantDuration } from './recurrence/meant-length.js';
export type { DueDecision, Missed, MissedPolicy } from './recurrence/missed.js';
export { errorData } from './run/error-data.js';
export { keyOf } from './run/key.js';
export { outcomeOf } from './run/outcome-of-json.js';
export { isIsolated } from './run/own-context.js';
export { plainData } from './run/plain-data.js';
export { retryDelayMs } from './run/retry.js';
export type {
  AskedRow,
  AskTerms,
  AskWork,
  Command,
  DecidedOutcome,
  Due,
  Engine,
  EngineHost,
  EngineRun,
  Start,
  Ticket,
  TriggerTerms,
} from './scheduler/engine.js';
export type { FarmEvent } from './scheduler/farm-event.js';
export type { Participant } from './scheduler/participant.js';
export type { RunQuery } from './scheduler/run-query.js';
export type { AskedCounts, Survey, SurveyedHost, Surveyor } from './scheduler/survey.js';
export { afterDelay } from './time/clock.js';
export { durationMs, durationOf } from './time/duration.js';
export { instantMs } from './time/instant.js';
export { isoInstant } from './time/iso-instant.js';
export type { OffsetPeriod } from './time/offset-periods.js';
export { type Gap, type WallTime, type Zone, zoneOf } from './time/zone.js';
