// Words of the settings.
import { defineWords } from '../../words/words.ts';

export const settingsWords = defineWords(
  {
    text: 'How Countersign looks to you, in this browser.',
    profile: 'Profile',
    roles: 'Roles',
    channel: 'Messages by',
    away: 'Away until',
    look: 'Appearance',
    timeZone: 'Time zone',
    timeZoneHint: 'All times are shown in this machine’s time zone.',
    keys: 'Keyboard',
    showKeys: 'Show all shortcuts',
    channels: { whatsapp: 'WhatsApp', email: 'E-mail', in_app: 'In the app' },
  },
  {
    text: 'এই ব্রাউজারে Countersign আপনার কাছে কেমন দেখাবে।',
    profile: 'প্রোফাইল',
    roles: 'ভূমিকা',
    channel: 'বার্তা আসে',
    away: 'ছুটিতে আছেন যতদিন',
    look: 'চেহারা',
    timeZone: 'সময় অঞ্চল',
    timeZoneHint: 'সব সময় এই মেশিনের সময় অঞ্চলে দেখানো হয়।',
    keys: 'কিবোর্ড',
    showKeys: 'সব শর্টকাট দেখান',
    channels: { whatsapp: 'WhatsApp-এ', email: 'ই-মেইলে', in_app: 'অ্যাপে' },
  },
);
