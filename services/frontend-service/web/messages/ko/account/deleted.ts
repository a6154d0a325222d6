/** What the sign-in says to whoever has just deleted their account. */
export const deleted = { lead: '계정을 삭제했습니다. 같은 주소로 다시 가입할 수 있습니다.' }
