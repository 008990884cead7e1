/** Gives the event loop a turn. Long work awaits it every few milliseconds. */
export const turn = () => pause(0);

export const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
