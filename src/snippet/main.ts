import { rememberOwnScript } from '../browser/script.js';
import { initRum } from '../init.js';
import type { RumOptions } from '../options.js';
import { replayEarly } from './replay.js';
import { optionsOfTag } from './tag.js';

export * from '../index.js';

rememberOwnScript();
const options = optionsOfTag();
const early = replayEarly();
const given = options ?? (early.initOptions as RumOptions | undefined);
if (given) initRum(given);
early.replay();
