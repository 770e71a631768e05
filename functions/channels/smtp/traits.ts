// What is known of mail without the library that sends it.
import type { ChannelTraits } from '../../platform/platform.ts';

/** A server takes the same mail twice, and says nothing of it afterwards. */
export const SMTP_TRAITS: ChannelTraits = { honoursKeys: false, reports: 'never' };
