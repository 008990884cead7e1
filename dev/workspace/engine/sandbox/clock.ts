/**
 * The workspace's one addition to the sandbox: a clock that can be moved. `Date` and `Date.now` are shifted by an offset
 * the host sends as the request `workspace:clock`; timers and `performance.now()` keep real time.
 *
 * Loaded before any app code, so an app that keeps its own reference to `Date` is shifted too.
 */
const SystemDate = Date;
const systemNow = SystemDate.now.bind(SystemDate);
let offset = 0;

SystemDate.now = () => systemNow() + offset;

const ShiftedDate = new Proxy(SystemDate, {
    apply: () => new SystemDate(SystemDate.now()).toString(),
    construct: (target, args, newTarget) =>
        Reflect.construct(target, args.length === 0 ? [SystemDate.now()] : args, newTarget),
});
SystemDate.prototype.constructor = ShiftedDate;
(globalThis as { Date: unknown }).Date = ShiftedDate;

/** Handles `workspace:clock`, params `[milliseconds]`; answers the offset now in force. */
export default function setClock({ params }: { params: [number] }): number {
    offset = params[0];
    return offset;
}
