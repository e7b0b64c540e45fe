"""Random small worlds, dense where rules err: boundary days, missing data, deep trees, shared people and projects.

A world: window {first, last}; units [{id, parent, name, listed_from, listed_to, attributes [{kind, from, to}]}];
research [{code, from, planned_end, closed_on, people}]; experts [{name, person, posts [{unit, kind, from, to}],
relations [{kind, other_name, other}], interests [{unit, kind, share, from, to}]}]; projects [{number, applicant, partners,
lead_name, lead, lead_unit, members}]; rules {code: value}, empty for the defaults. A person is a number, or null where
the identity number is unknown.
"""

import datetime
import random

NAMES = ["巴特尔", "娜仁", "王海燕", "李强"]
POSTS = ["main", "main", "main", "concurrent", "reemployed", "adviser", "former", "retired", "unknown"]
RELATIONS = ["near_relative", "spouse", "parent", "child", "sibling", "grandparent", "grandchild", "other_relative",
             "parent_in_law", "child_in_law", "sibling_in_law", "distant_relative", "teacher_student", "teacher", "student",
             "other_tie", "coauthor", "fellow_student", "other"]
TIES = ["spouse", "teacher", "near_relative", "teacher_student", "parent_in_law", "coauthor"]
INTERESTS = ["consulting", "audit", "legal_mandate", "contract", "other"]
SHARES = [None, 0, 1, 200, 250, 251, 300, 499, 500, 501, 5000, 10000]
PEOPLE = range(1, 8)


class Worlds:
    def __init__(self, seed):
        self.seed = seed

    def world(self, number):
        return World(random.Random(f"{self.seed}/{number}")).world(number)


class World:
    def __init__(self, chance):
        self.chance = chance
        first = datetime.date(2026, 11, 20) + datetime.timedelta(days=chance.randrange(60))
        last = first + datetime.timedelta(days=chance.choice([0, 0, 1, 2, 3, 5, 9]))
        self.window = {"first": first.isoformat(), "last": last.isoformat()}
        near = [first, last, first + (last - first) // 2]
        self.days = [(day + datetime.timedelta(days=step)).isoformat() for day in near for step in (-1, 0, 0, 1)]
        self.days += ["2016-02-29", "2031-01-01"]

    def likely(self, share):
        return self.chance.random() < share

    def day(self, missing):
        return None if self.likely(missing) else self.chance.choice(self.days)

    def stretch(self):
        first, last = self.day(0.35), self.day(0.4)
        if first and last and first > last:
            first, last = last, first
        return {"from": first, "to": last}

    def add_units(self):
        self.units = []
        for entity in range(self.chance.choice([1, 2, 2, 3])):
            root = self.unit(None)
            below = [root]
            for _ in range(self.chance.choice([0, 1, 2, 3, 4])):
                below.append(self.unit(self.chance.choice(below + below[-2:])))

    def unit(self, parent):
        listed = self.stretch() if self.likely(0.3) else {"from": None, "to": None}
        attributes = [
            {"kind": self.chance.choice(["listed", "tech_listed", "high_tech"]), **self.stretch()}
            for _ in range(self.chance.choice([0, 0, 1, 2]))
        ]
        unit = {"id": len(self.units) + 1, "parent": parent, "name": self.chance.choice(["草原大学", "青山医院", "化学学院"]),
                "listed_from": listed["from"], "listed_to": listed["to"], "attributes": attributes}
        self.units.append(unit)
        return unit["id"]

    def any_unit(self):
        return self.chance.choice(self.units)["id"]

    def person(self, missing):
        return None if self.likely(missing) else self.chance.choice(PEOPLE)

    def expert(self, person):
        posts = [{"unit": self.any_unit(), "kind": self.chance.choice(POSTS), **self.stretch()}
                 for _ in range(self.chance.choice([0, 1, 1, 1, 2, 3]))]
        relations = [{"kind": self.chance.choice(RELATIONS if self.likely(0.5) else TIES),
                      "other_name": self.chance.choice(NAMES), "other": self.person(0.4)}
                     for _ in range(self.chance.choice([0, 0, 1, 2]))]
        return {"name": self.chance.choice(NAMES), "person": person, "posts": posts, "relations": relations,
                "interests": self.interests()}

    def interests(self):
        """Often several in one unit: shares add up."""
        unit = self.any_unit()
        interests = []
        for _ in range(self.chance.choice([0, 0, 1, 2, 3])):
            shares = self.likely(0.75)
            interests.append({"unit": unit if self.likely(0.7) else self.any_unit(),
                              "kind": "shareholding" if shares else self.chance.choice(INTERESTS),
                              "share": self.chance.choice(SHARES) if shares or self.likely(0.2) else None, **self.stretch()})
        return interests

    def research(self, number):
        people = self.chance.sample(PEOPLE, self.chance.choice([1, 2, 2, 3]))
        running = self.stretch()
        return {"code": f"K{number}", "from": running["from"], "planned_end": self.day(0.3), "closed_on": running["to"],
                "people": people}

    def project(self, number):
        applicant = None if self.likely(0.03) else self.any_unit()
        others = [unit["id"] for unit in self.units if unit["id"] != applicant]
        partners = self.chance.sample(others, min(len(others), self.chance.choice([0, 0, 1, 2])))
        lead = self.person(0.03)
        others = [person for person in PEOPLE if person != lead]
        return {"number": f"P{number}", "applicant": applicant, "partners": partners,
                "lead_name": self.chance.choice(NAMES), "lead": lead,
                "lead_unit": None if self.likely(0.25) else self.any_unit(),
                "members": self.chance.sample(others, self.chance.choice([0, 0, 1, 2]))}

    def rules(self):
        if self.likely(0.7):
            return {}
        return {"14.4.4.second_level": self.chance.choice([0, 1]), "14.4.4.retired": self.chance.choice([0, 1]),
                "14.4.5.main_employer": self.chance.choice([0, 1, 2]), "14.4.5.partners": self.chance.choice([0, 1]),
                "14.4.6.listed_share_limit": self.chance.choice([0, 250, 500]),
                "14.4.6.listed_partner": self.chance.choice([0, 1])}

    def world(self, number):
        self.add_units()
        known = self.chance.sample(PEOPLE, 4)
        experts = [self.expert(None if self.likely(0.06) else person) for person in known[: self.chance.choice([2, 3, 4])]]
        return {"world": number, "window": self.window, "units": self.units,
                "research": [self.research(n) for n in range(self.chance.choice([0, 1, 1, 2]))], "experts": experts,
                "projects": [self.project(n) for n in range(self.chance.choice([1, 1, 2]))], "rules": self.rules()}
