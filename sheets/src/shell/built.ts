// What the build fixed. An add-on built for one server takes no other from a file that anybody may edit.

declare const BUILT_SERVER: string;
declare const BUILT_API_KEY: string;

/** "" where the settings of each spreadsheet say it, as while developing. */
export const built = { server: BUILT_SERVER, apiKey: BUILT_API_KEY } as const;
