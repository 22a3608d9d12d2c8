import { Asker } from './asked.js';
import { Inquiry } from './inquiry.js';
import { Lifecycle } from './lifecycle.js';
import type { SchedulerOptions } from './options.js';
import { type Parts, partsOf } from './parts.js';
import type { DefinitionSource, World } from './ports.js';
import { type SchedulerSettings, settingsOf } from './settings.js';
import { Sources } from './sources.js';

/** Where jobs are declared: one registry, or several. */
export type Registries = DefinitionSource | readonly DefinitionSource[];

/** What a scheduler consists of. */
export interface Assembly {
  readonly settings: SchedulerSettings;
  readonly sources: Sources;
  readonly lifecycle: Lifecycle;
  readonly parts: Parts;
  readonly inquiry: Inquiry;
  readonly asker: Asker;
}

/** Makes it all, and begins nothing. @throws ScheduleError and its like for what is no registry, or an impossible option */
export function assemble(registries: Registries | undefined, options: SchedulerOptions, world: World): Assembly {
  const sources = new Sources(registries === undefined ? world.emptySource() : registries, hasFactory(options));
  const settings = settingsOf(options);
  const { logger, farm: engine } = options;
  if (settings.signals !== undefined) world.checkSignals(settings.signals.signals);
  const lifecycle = new Lifecycle(settings, engine, world.shutdown);
  const define = sources.define.bind(sources);
  const parts = partsOf({ settings, logger, world, engine, define, lifecycle });
  const asker = new Asker(engine, () => parts.commands.now(), parts.report);
  return { settings, sources, lifecycle, parts, inquiry: new Inquiry(parts, lifecycle, engine), asker };
}

/** Whatever was given for options: what is wrong with them is said by `settingsOf`. */
function hasFactory(options: SchedulerOptions | null): boolean {
  return options?.jobFactory !== undefined;
}
