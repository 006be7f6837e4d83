/** The policies of the library that the user can name. Nothing is imported here, so that the help has them at once. */
export const PRESET_NAMES = ['pulled-images', 'builds', 'pull-through-cache', 'keep-all', 'releases'] as const;

export type PresetName = (typeof PRESET_NAMES)[number];
