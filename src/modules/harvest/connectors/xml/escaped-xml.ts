/** Text as it is written inside an element or an attribute. */
export const escapedXml = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
