import { rememberOwnScript } from '../browser/script.js';
import { initRum } from '../init.js';
import type { RumOptions } from '../options.js';
import { replayEarly } from './replay.js';
import { optionsOfTag } from './tag.js';

export * from '../index.js';

rememberOwnScript();
const options = optionsOfTag();
const early = replayEarly();
if (options) initRum(options);
// The first call starts; a later one with other options is warned of.
for (const given of early.initOptions) initRum(given as RumOptions);
early.replay();
