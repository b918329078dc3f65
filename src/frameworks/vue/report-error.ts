import type { Attributes } from '@opentelemetry/api';
import type { ComponentPublicInstance } from 'vue';
import { getRum } from '../../index.js';
import * as names from '../../semconv.js';
import { isChunkLoad } from './chunk-load.js';
import { componentStack } from './component-stack.js';
import { hookName } from './hook-name.js';

/** What Vue passes to error handlers beside the error. */
export interface VueFault {
  instance: ComponentPublicInstance | null;
  info: string;
}

/** Reports an error of Vue, its router or its bundler. */
export function reportError(
  error: unknown,
  mechanism: string,
  {
    handled = false,
    fault,
    attributes,
  }: { handled?: boolean; fault?: VueFault; attributes?: Attributes } = {},
): void {
  const { hook, code } = fault ? hookName(fault.info) : {};
  getRum().captureError(error, {
    mechanism,
    handled,
    ...(fault && { componentStack: componentStack(fault.instance) }),
    attributes: {
      ...attributes,
      ...(hook && { [names.EXCEPTION_HOOK]: hook }),
      ...(code && { [names.EXCEPTION_HOOK_CODE]: code }),
      ...(isChunkLoad(error) && { [names.ERROR_TYPE]: 'chunk_load' }),
    },
  });
}
