import type { EngineInstance, ServerPort } from '../ports';
import { EngineHost } from './host';

export { createForkedEngine } from './forked';

/** An engine in this process; only one can live here at a time. */
export function createLocalEngine(index: number, port: ServerPort): EngineInstance {
    return new EngineHost(index, port);
}
