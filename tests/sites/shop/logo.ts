/** The shop's mark, as a favicon. */

export const shopMark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="16" fill="#2f4438"/>
<path d="M16 44 Q14 28 27 23 H37 Q50 28 48 44 Q47 49 42 49 H22 Q17 49 16 44Z" fill="#f3e9d8"/>
<path d="M21 26 C17 8 47 8 43 26" fill="none" stroke="#f3e9d8" stroke-width="4"/><circle cx="32" cy="20" r="4" fill="#d98a4e"/></svg>`;
