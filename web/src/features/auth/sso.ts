const place = 'bole.sso.to'

/** Leaves for the identity provider; where to go afterwards waits in this tab. */
export function leaveFor(url: string, goal: string) {
  sessionStorage.setItem(place, goal)
  window.location.assign(url)
}

/** Where the person was going; the home page when it is not known. */
export function takeGoal(): string {
  const goal = sessionStorage.getItem(place) ?? ''
  sessionStorage.removeItem(place)
  return goal.startsWith('/') && !goal.startsWith('//') ? goal : '/'
}
