// Tells the WhatsApp gateway where to report to: node scripts/maytapi-webhook.ts <address of the dashboard>, with MAYTAPI set.
import { createMaytapi } from '../functions/channels/maytapi/provider.ts';
import { resolveProviders } from '../functions/config.ts';
import { CHAT_SOURCE } from '../functions/core/chat-event.ts';

const USAGE = 'MAYTAPI=\'{"productId": …}\' node scripts/maytapi-webhook.ts https://<where people open the dashboard>';

/** The address at which this system listens to its gateway. Throws where it is none that a gateway could reach. */
export function webhookUrl(publicUrl: string, secret: string): string {
  const url = URL.parse(publicUrl);
  if (url === null || url.protocol !== 'https:') throw new Error(`"${publicUrl}" is no https address. ${USAGE}`);
  return new URL(`/webhooks/${CHAT_SOURCE}/${encodeURIComponent(secret)}`, url).href;
}

async function main([publicUrl = '']: readonly string[]): Promise<number> {
  try {
    const { maytapi } = resolveProviders(process.env);
    if (maytapi === null) throw new Error(`MAYTAPI is not set. ${USAGE}`);
    await createMaytapi(maytapi).setWebhook(webhookUrl(publicUrl, maytapi.webhookSecret));
    process.stdout.write('The gateway reports to this address from now on.\n');
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
