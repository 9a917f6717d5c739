/** The largest `limit`. */
export const maxSuggestions = 1000;
