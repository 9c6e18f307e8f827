use planner_core::*;
use planner_core::book::Books; use planner_core::program::Program; use planner_core::projection::*; use planner_core::stack::Stack;
fn main(){
 let text=std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
 let books=Books::bundled().unwrap();
 let stack=Stack::parse(&document::parse_yaml(&text,0).unwrap()).unwrap();
 let o=Options{months:36,..Options::default()};
 let mut p=Program::new(&books,&stack,o).unwrap(); println!("{}",p.ways());
 let base: Vec<(String,Decimal)> = p.inputs().iter().map(|i|(i.place().to_owned(), i.stated())).collect();
 let eps=decimal("1.0000001").unwrap();
 let other: Vec<(String,Decimal)> = base.iter().map(|(p,v)|(p.clone(), if p.contains("count")||p.contains("client"){*v}else{*v*eps})).collect();
 let c: Vec<(&str,Decimal)>=other.iter().map(|(p,v)|(p.as_str(),*v)).collect();
 p.run(&c).unwrap();
 for _ in 0..50 { p.run(&[]).unwrap(); p.run(&c).unwrap(); }
 println!("{}",p.ways());
}
