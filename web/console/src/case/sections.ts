// The sections of an open case, in their order. Each opens by its own key (keys.ts).

export const sections = ['people', 'assessment', 'consent', 'steps', 'plan', 'notes', 'timeline'] as const
export type Section = (typeof sections)[number]
