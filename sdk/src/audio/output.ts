/** What plays sound and can be told where; TypeScript's DOM library does not know it of an AudioContext. */
interface Sink { setSinkId?(deviceId: string): Promise<void> }

/** Plays through a device where the browser can choose one. One that was unplugged is no failure: the usual one plays then. */
export async function playThrough(player: HTMLMediaElement | AudioContext, deviceId: string | undefined): Promise<void> {
  if (deviceId) await (player as Sink).setSinkId?.(deviceId).catch(() => {});
}
