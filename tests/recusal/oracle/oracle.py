"""Art. 14(4) item by item and day by day, a second time.

Written from the regulation, the readings R4 to R11 and decision 0007 alone, before and without looking at src/recusal's
rules. Slow and simple on purpose: a world is plain JSON (worlds.py says its shape), a day is its ISO text, and every
question is asked for one day of the window at a time.
"""

import datetime

# The values without which the readings cannot be applied; the defaults are the readings' own.
DEFAULT_RULES = {
    "14.4.4.second_level": 1,
    "14.4.4.retired": 0,
    "14.4.5.main_employer": 0,
    "14.4.5.partners": 1,
    "14.4.6.listed_share_limit": 500,
    "14.4.6.listed_partner": 0,
}

NEAR_RELATIVES = {"near_relative", "spouse", "parent", "child", "sibling", "grandparent", "grandchild"}  # Civil Code 1045
TEACHERS_AND_STUDENTS = {"teacher_student", "teacher", "student"}
LISTED = {"listed", "tech_listed"}


def days_of(window):
    """Every day that counts, from the seal to the activity's last day (R8)."""
    day, last = (datetime.date.fromisoformat(window[end]) for end in ("first", "last"))
    days = []
    while day <= last:
        days.append(day.isoformat())
        day += datetime.timedelta(days=1)
    return days


def holds(fact, day):
    """Whether a fact with from and to holds that day; both days belong to it, a missing end leaves it open."""
    return (fact["from"] is None or fact["from"] <= day) and (fact["to"] is None or day <= fact["to"])


class Oracle:
    def __init__(self, world):
        self.world = world
        self.rules = {**DEFAULT_RULES, **world.get("rules", {})}
        self.days = days_of(world["window"])
        self.units = {unit["id"]: unit for unit in world["units"]}

    # Units

    def way(self, unit):
        """From the legal entity down to the unit."""
        way = [unit]
        while self.units[way[0]]["parent"] is not None:
            way.insert(0, self.units[way[0]]["parent"])
        return way

    def entity(self, unit):
        return self.way(unit)[0]

    def part(self, unit):
        """The legal entity's child on the way to the unit (二级机构); None for the entity itself (R5)."""
        way = self.way(unit)
        return way[1] if len(way) > 1 else None

    def listed(self, entity, day):
        """A listed company that day. An unknown day of listing excepts nothing (0007)."""
        unit = self.units[entity]
        stretches = [{"from": unit["listed_from"], "to": unit["listed_to"]}]
        stretches += [attribute for attribute in unit["attributes"] if attribute["kind"] in LISTED]
        return any(stretch["from"] is not None and holds(stretch, day) for stretch in stretches)

    # Posts

    def current(self, post, day):
        """All current posts count (R5); whom a unit once employed is among R11's suspicions."""
        if post["kind"] == "former":
            return False
        if post["kind"] == "retired" and not self.rules["14.4.4.retired"]:
            return False
        return holds(post, day)

    def lead_places(self, project, day):
        """(entity, part) of where the lead belongs: as the project says, and the current posts of the own record (0007)."""
        places = []
        if project["lead_unit"] is not None:
            places.append((self.entity(project["lead_unit"]), self.part(project["lead_unit"])))
        elif project["applicant"] is not None:
            places.append((self.entity(project["applicant"]), None))
        for lead in self.records_of(project["lead"]):
            for post in lead["posts"]:
                if self.current(post, day):
                    places.append((self.entity(post["unit"]), self.part(post["unit"])))
        return places

    def records_of(self, person):
        return [expert for expert in self.world["experts"] if person is not None and expert["person"] == person]

    def project_entities(self, project):
        """The legal entities of items 5 and 6 (R9), each with whether it applies itself."""
        entities = {}
        if project["applicant"] is not None:
            entities[self.entity(project["applicant"])] = True
        if self.rules["14.4.5.partners"]:
            for partner in project["partners"]:
                entities.setdefault(self.entity(partner), False)
        return entities

    # The items

    def missing(self, project):
        """Missing data never passes a rule: who leads, where the lead belongs, who applies."""
        return project["lead"] is None or project["applicant"] is None

    def item1(self, expert, project):
        """是被评审项目的负责人或参与人员"""
        if expert["person"] is None:
            return False  # barred elsewhere: a person without an identity is not drawn at all
        return expert["person"] == project["lead"] or expert["person"] in project["members"]

    def item2(self, expert, project):
        """与被评审项目负责人有近亲属关系、师生关系；其他重大利益关系 (in-laws, co-authors …) is a suspicion (R11)"""

        def meets(relation, person, name):
            if relation["kind"] not in NEAR_RELATIVES | TEACHERS_AND_STUDENTS:
                return False
            if relation["other"] is None:
                return relation["other_name"] == name
            return relation["other"] == person

        if any(meets(relation, project["lead"], project["lead_name"]) for relation in expert["relations"]):
            return True
        return any(
            meets(relation, expert["person"], expert["name"])
            for lead in self.records_of(project["lead"])
            for relation in lead["relations"]
        )

    def item3(self, expert, project, day):
        """与被评审项目负责人共同承担科研项目尚在执行期内 (R7: only a recorded end ends it)"""
        for research in self.world["research"]:
            if project["lead"] in research["people"] and expert["person"] in research["people"]:
                if None not in (project["lead"], expert["person"]):
                    if holds({"from": research["from"], "to": research["closed_on"]}, day):
                        return True
        return False

    def item4(self, expert, project, day):
        """隶属于同一法人单位的(如果法人单位拥有二级及以下内设机构时，应与被评审项目负责人隶属不同机构)"""
        for post in expert["posts"]:
            if not self.current(post, day):
                continue
            for entity, part in self.lead_places(project, day):
                if self.entity(post["unit"]) != entity:
                    continue
                apart = part is not None and self.part(post["unit"]) not in (None, part)
                if not (apart and self.rules["14.4.4.second_level"]):
                    return True
        return False

    def item5(self, expert, project, day):
        """与被评审项目单位尚存聘用关系 (R6: the main employer is judged by item 4)"""
        for post in expert["posts"]:
            if post["kind"] in ("former", "retired") or not holds(post, day):
                continue
            entity = self.entity(post["unit"])
            if entity not in self.project_entities(project):
                continue
            if post["kind"] != "main":
                return True
            if self.rules["14.4.5.main_employer"] == 2:
                return True
            if self.rules["14.4.5.main_employer"] == 1:
                if entity not in [place[0] for place in self.lead_places(project, day)]:
                    return True
        return False

    def item6(self, expert, project, day):
        """与被评审项目单位有经济利害关系，如持有涉及申报单位的股权(申报单位为上市公司的除外)等 (R10)"""
        for entity, applies in self.project_entities(project).items():
            interests = [each for each in expert["interests"] if self.entity(each["unit"]) == entity and holds(each, day)]
            shares = [each["share"] for each in interests if each["kind"] == "shareholding"]
            if len(shares) < len(interests):
                return True  # any other interest is not excepted
            if not shares:
                continue
            excepted = self.listed(entity, day) and (applies or self.rules["14.4.6.listed_partner"])
            if not excepted or None in shares or sum(shares) > self.rules["14.4.6.listed_share_limit"]:
                return True
        return False

    def codes(self, expert, project):
        """Codes of all that bars the expert from judging the project, ascending."""
        found = set()
        if self.missing(project):
            found.add("missing.lead")
        if self.item1(expert, project):
            found.add("14.4.1")
        if self.item2(expert, project):
            found.add("14.4.2")
        for day in self.days:
            for number, item in ((3, self.item3), (4, self.item4), (5, self.item5), (6, self.item6)):
                if item(expert, project, day):
                    found.add(f"14.4.{number}")
        return sorted(found)

    def judgement(self):
        """[expert][project] → codes."""
        return [[self.codes(expert, project) for project in self.world["projects"]] for expert in self.world["experts"]]
