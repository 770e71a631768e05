// Each channel by the provider there is for it; what has none is kept where the platform keeps messages.
import type { Channel } from '../core/user.ts';
import type { Channels } from '../platform/platform.ts';
import type { Provider } from './provider.ts';

/** `kept`: the platform's own channels. What is shown in the app is always kept there. */
export function createChannels(options: {
  readonly kept: Channels;
  readonly providers: readonly Provider[];
}): Channels {
  const { kept, providers } = options;
  const byChannel = new Map(providers.map((provider) => [provider.channel, provider]));
  if (byChannel.size < providers.length) throw new Error('two providers for one channel: configure one of them');
  const providerOf = (channel: Channel): Provider | undefined =>
    channel === 'in_app' ? undefined : byChannel.get(channel);
  return {
    traits: (channel) => providerOf(channel)?.traits ?? kept.traits(channel),
    echoOf: (message) => (providerOf(message.channel) ?? kept).echoOf(message),
    send: (message) => (providerOf(message.channel) ?? kept).send(message),
  };
}
